/** The look of the mailbox's pages: paper and ink, night in the dark. */
export const STYLE = `:root{color-scheme:light dark;--paper:#faf7f2;--card:#fff;--ink:#211d18;--soft:#6b6259;--line:#e4ddd2;--mark:#a8401f}
@media (prefers-color-scheme:dark){:root{--paper:#14161c;--card:#1d2029;--ink:#ece8e1;--soft:#a49d92;--line:#30343f;--mark:#f0916d}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:clamp(1rem,4vw,3rem) clamp(1rem,4vw,2rem)}
h1{font-size:clamp(1.4rem,4vw,1.9rem);line-height:1.2;letter-spacing:-.01em;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1rem;margin:2rem 0 .5rem}p{margin:.25rem 0 1.25rem;color:var(--soft)}a{color:var(--mark)}
form{display:flex;gap:.5rem;margin:0 0 1.25rem}input,button{font:inherit;color:inherit;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);min-width:0}
input{flex:1}button{cursor:pointer}:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
ol{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow:hidden}
li+li{border-top:1px solid var(--line)}li a{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;padding:.85rem 1.1rem;text-decoration:none;color:inherit}
li a:hover{background:color-mix(in srgb,var(--mark) 7%,transparent)}li b{font-weight:600;overflow-wrap:anywhere}li time,li span{color:var(--soft);font-size:.875rem}
li time{font-variant-numeric:tabular-nums;white-space:nowrap}li span{grid-column:1/-1;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:1rem 0;font-size:.925rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:min(75vh,60rem);border:1px solid var(--line);border-radius:.75rem;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem;font:.875rem/1.6 ui-monospace,monospace}
@media (max-width:34rem){li a{grid-template-columns:1fr}li time{grid-row:3}dl{grid-template-columns:1fr;gap:0}dd+dt{margin-top:.5rem}}
.none{padding:3rem 1rem;text-align:center;color:var(--soft);border:1px dashed var(--line);border-radius:.75rem}`;
