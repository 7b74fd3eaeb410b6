/** Colours and shapes of the page, light and dark, and how it prints. */
export const style = `
:root{--bg:#f6f7f9;--panel:#fff;--ink:#1d2430;--soft:#5c6675;--line:#dde2e9;--accent:#2457c5;--accent-soft:#e7eefb;--key:#a15c00;--good:#1c7c4a;--bad:#b3261e;--warn:#8a5a00;--code:#f3f5f8;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--bg:#12161c;--panel:#1a2029;--ink:#e5e9f0;--soft:#9aa5b5;--line:#2c3542;--accent:#8ab0ff;--accent-soft:#22304a;--key:#f0b45e;--good:#6fce9c;--bad:#ff8a80;--warn:#e8b65a;--code:#151a22;color-scheme:dark}}
*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;display:grid;grid-template-columns:17rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;background:var(--panel);border-right:1px solid var(--line);padding:1.1rem .9rem 2rem;font-size:13.5px}
nav h2{font-size:11px;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.2rem .4rem .3rem}
nav a{display:block;padding:.16rem .4rem;border-radius:5px;color:inherit;text-decoration:none;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
nav a:hover,nav a:focus-visible{background:var(--accent-soft);color:var(--accent)}nav .brand{font-weight:650;font-size:15px;white-space:normal}
nav input{width:100%;margin:.8rem 0 0;padding:.4rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:inherit;font:inherit}
main{padding:1.8rem 2.2rem 4rem;max-width:84rem;min-width:0}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .2rem}section>h2{font-size:1.25rem;margin:2.6rem 0 .8rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
.sub{color:var(--soft);margin:0 0 1.2rem;overflow-wrap:anywhere}.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.8rem}
.card{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:.75rem .95rem}.card b{display:block;font-size:1.55rem;line-height:1.2;font-variant-numeric:tabular-nums}.card span{color:var(--soft);font-size:13px}
.card.good b{color:var(--good)}.card.bad b{color:var(--bad)}.card.warn b{color:var(--warn)}
article{background:var(--panel);border:1px solid var(--line);border-radius:10px;margin:0 0 1.1rem;overflow:hidden}
article>header{padding:.7rem 1rem .55rem;border-bottom:1px solid var(--line)}article h3{margin:0;font-size:1.05rem;overflow-wrap:anywhere}article header p{margin:.15rem 0 0;color:var(--soft)}
article:target{outline:2px solid var(--accent)}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px}table.columns{table-layout:fixed;min-width:52rem}.columns th:nth-child(1){width:3.4rem}.columns th:nth-child(2){width:25%}.columns th:nth-child(3){width:26%}.columns th:nth-child(4){width:4.6rem}.columns th:nth-child(5){width:24%}.columns td{overflow-wrap:anywhere}th{font-weight:600;text-align:left;color:var(--soft);font-size:12px;background:var(--code)}th,td{padding:.36rem 1rem;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border-bottom:0}
td.n{font-variant-numeric:tabular-nums;color:var(--soft);width:1%}code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12.5px}
td code{overflow-wrap:anywhere}pre{margin:0;padding:.8rem 1rem;background:var(--code);overflow:auto;max-height:26rem;white-space:pre-wrap}
.tag{display:inline-block;font-size:11px;font-weight:600;border-radius:4px;padding:0 .35rem;margin-left:.3rem;background:var(--accent-soft);color:var(--accent);white-space:nowrap}.tag.pk{background:transparent;color:var(--key);border:1px solid currentColor}.tag.fk{background:transparent;color:var(--accent);border:1px solid currentColor}.tag.off{background:transparent;color:var(--soft);border:1px solid var(--line)}
.keys{margin:0;padding:.55rem 1rem .7rem;border-top:1px solid var(--line);list-style:none;font-size:13.5px;display:grid;gap:.22rem}.keys b{display:inline-block;min-width:7.2rem;font-weight:600;color:var(--soft);font-size:12px}
main a{color:var(--accent);text-decoration:none}main a:hover{text-decoration:underline}.hint,.empty{color:var(--soft)}.note{border-left:3px solid var(--warn);padding:.5rem .9rem;background:var(--panel);border-radius:0 8px 8px 0}.note.good{border-color:var(--good)}.note.bad{border-color:var(--bad)}
details>summary{cursor:pointer;padding:.6rem 1rem;font-weight:600}details[open]>summary{border-bottom:1px solid var(--line)}
.diagram{overflow:auto;background:var(--panel);border:1px solid var(--line);border-radius:10px;max-height:62rem}.diagram svg{display:block;font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.box{fill:var(--panel);stroke:var(--line)}.head{fill:var(--accent-soft)}a:hover .box,a:focus-visible .box{stroke:var(--accent);stroke-width:1.6}.name{font-weight:650;font-size:13px;fill:var(--ink)}.col{font-size:12px;fill:var(--ink)}.mark{fill:var(--key)}.col.fk .mark{fill:var(--accent)}.type{font-size:11px;fill:var(--soft);text-anchor:end}
.edge{fill:none;stroke:var(--soft);stroke-width:1.2;opacity:.75}.edge:hover{stroke:var(--accent);stroke-width:2.2;opacity:1}.arrow{fill:none;stroke:var(--soft);stroke-width:1.3}.dot{fill:var(--panel);stroke:var(--soft);stroke-width:1.2}
.changesets{min-width:46rem}.changesets td code{overflow-wrap:normal}.changesets td:nth-child(4){min-width:9rem}
[hidden]{display:none!important}
@media (max-width:60rem){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav .list{display:none}main{padding:1.2rem}}
@media print{body{display:block;background:#fff}nav{display:none}article,.card{break-inside:avoid}.diagram,pre{max-height:none;overflow:visible}}
`;

/** Hides what does not have the text of the search box in its name. Without it the page shows everything. */
export const script = `
const box=document.querySelector('nav input');
box.hidden=false;
box.addEventListener('input',()=>{const text=box.value.trim().toLowerCase();
for(const one of document.querySelectorAll('[data-name]'))one.hidden=text!==''&&!one.dataset.name.toLowerCase().includes(text)});
`;
