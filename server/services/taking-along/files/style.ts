/**
 * The looks of an archive's pages, light and dark, on paper and on a phone. It stands in each page, as
 * nothing of one is fetched. Texts look as on the desk (app/styles/prose.css): their numbers are drawn from
 * `data-number`, so that without this a complaint's paragraphs would have none.
 */
export const PAGE_STYLE = `:root{color-scheme:light dark;--ink:#1b1b18;--soft:#5a5850;--rule:#c9c5b8;--ground:#fff;--wash:#f4f2ec;--link:#1c4770;--indent:2.5rem}
@media screen and (prefers-color-scheme:dark){:root{--ink:#ecebe6;--soft:#a9a69c;--rule:#4a4b4e;--ground:#121315;--wash:#1e2023;--link:#93bdf0}}
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Georgia,"Times New Roman",serif;color:var(--ink);background:var(--ground);overflow-wrap:break-word}
a{color:var(--link)}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;line-height:1.3;margin-top:1.6em}
.soft{color:var(--soft)}.way{font-size:.9rem;margin:0 0 1.5rem}.hash{font-size:.85em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--rule);padding:.45rem .6rem .45rem 0;text-align:left;vertical-align:top}
td p{margin:0 0 .35rem}td p:last-child{margin:0}.day{white-space:nowrap}
blockquote{margin:.5rem 0 1rem 1rem}ul{padding-left:1.4rem}li{margin:.2rem 0}
.text{margin-top:2rem;border-top:1px solid var(--rule);padding-top:1.5rem}
.text :is(h2,h3,h4,h5){font-size:inherit;font-weight:700;margin:1.4em 0 .75em}.text :is(h3,h4,h5){font-style:italic}.text :is(h4,h5){font-weight:400}
.text blockquote{margin-inline:var(--indent)}.text .drawn-line,.letterhead-lines>span,.letterhead-organizations span,.letterhead-organizations strong{display:block}
.text [data-number]::before{content:attr(data-number);display:inline-block;min-width:var(--indent);margin-inline-start:calc(-1*var(--indent));text-indent:0;font-style:normal}
.text [data-kind]{--depth:1}
.text [data-level="2"]{--depth:2}.text [data-level="3"]{--depth:3}.text [data-level="4"]{--depth:4}.text [data-level="5"]{--depth:5}.text [data-level="6"]{--depth:6}
.text [data-kind=heading][data-number]{padding-inline-start:var(--indent)}
.text [data-kind=numbered]{text-indent:calc(2*var(--indent))}
.text :is([data-kind=requestItem],[data-kind=ordered],[data-kind=bullet],[data-kind=numbered]:not([data-level="1"])){padding-inline-start:calc(var(--depth)*var(--indent));text-indent:0}
.text :is([data-kind=ordered],[data-kind=bullet])>p{margin:0 0 .35em}.text [data-kind=ordered][data-number]{position:relative}
.text [data-kind=ordered][data-number]::before{position:absolute;margin:0;inset-inline-start:calc((var(--depth) - 1)*var(--indent))}
.text [data-kind=bullet]{position:relative}.text [data-kind=bullet]::before{content:"\\2022";position:absolute;inset-inline-start:calc((var(--depth) - .6)*var(--indent))}
.text{counter-reset:footnote}.text [data-footnote]{counter-increment:footnote}.text [data-footnote][data-continued]{counter-increment:none}
.text [data-footnote]::before{display:inline;min-width:0;margin:0;font-size:.7em;line-height:0;vertical-align:super}
.text .note{display:block;margin:.4em 0;padding-inline-start:.6rem;border-inline-start:2px solid var(--rule);font-size:.85rem;font-style:normal;font-weight:400;line-height:1.4;text-indent:0;text-align:start}
.text .note::before{content:counter(footnote) "\\2002";font-weight:700}
.text [data-caption]{display:grid;grid-template-columns:1fr 1fr;gap:.75em 0;margin-bottom:1.5em;line-height:1.3}
.text .caption-counsel,.text .caption-court,.text [data-caption]>[data-blank]{grid-column:1/-1}
.text .caption-court{padding-block:.75em;text-align:center;font-weight:700}
.text .caption-parties{padding:0 1rem .75em 0;border:solid;border-width:0 1px 1px 0}.text .caption-title{padding-inline-start:1rem}
.text .caption-title>:not(:first-child){font-weight:700}.text :is(.caption-parties,.caption-title)>*+*{margin-top:.5em}
.text [data-signature-block]{width:min(24rem,100%);margin-block:1.5em;line-height:1.3;break-inside:avoid}
.text .signing-organization{font-weight:700}.text .signer{margin-top:2.5em;padding-top:.2em;border-top:1px solid}
.text [data-exhibit]{text-align:center;font-weight:700}.text [data-small-caps]{font-variant-caps:small-caps}
.text table{table-layout:fixed}.text :is(td,th)>*{margin:0 0 .35rem}.text :is(td,th)>:last-child{margin:0}.text :is(td,th){border:1px solid var(--rule);padding:.3em .5em}.text th{background:var(--wash)}
.text hr[data-page-break]{margin:2em 0;border:0;border-top:1px dashed var(--rule)}
.letterhead{line-height:1.3;margin-bottom:1.5em}.letterhead-organizations{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;padding-bottom:.6em;border-bottom:1px solid}
.letterhead-subject{display:grid;grid-template-columns:2.5rem 1fr;font-weight:700}.letterhead-subject p{margin:0}
@media (max-width:30rem){:root{--indent:1.6rem}.text :is(td,th){hyphens:auto}}
@media print{.way{display:none}body{max-width:none;margin:0}}`;
