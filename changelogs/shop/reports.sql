--liquibase formatted sql

--changeset mira:reports-1 runOnChange:true
--comment: What each product brought in; edited in place, so it runs again when it changes
DROP VIEW IF EXISTS product_revenue;
CREATE VIEW product_revenue AS
SELECT p.id, p.sku, p.title, COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
FROM product p
LEFT JOIN purchase_line l ON l.product_id = p.id
GROUP BY p.id, p.sku, p.title;
--rollback DROP VIEW product_revenue;

--changeset jonas:reports-2 labels:reports
CREATE VIEW open_purchase AS
SELECT o.id, o.placed_at, c.full_name, c.email
FROM purchase o
JOIN customer c ON c.id = o.customer_id
WHERE o.state = 'open';
--rollback DROP VIEW open_purchase;
