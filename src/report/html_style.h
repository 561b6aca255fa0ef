// The style of the page; its digest stands in the page's security policy.
#pragma once

#include <string_view>

namespace assay::report {

constexpr std::string_view html_style = R"css(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --dim: #667; --line: #d5d9df;
  --known: #3b6ea8; --data: #8fb4dc; --padding: #d9dce1; --encrypted: #8457b3; --unknown: #e0a03c;
  --critical: #a3123f; --high: #d0402b; --medium: #c77700; --low: #5c7f2a; --info: #5a6675; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --paper: #15181c; --dim: #99a;
  --line: #343a42; --padding: #3a3f46; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 1240px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; } h2 { margin-top: 2.2rem; }
h3 { font-size: 1.05rem; margin: 0; } code, pre { font: 12.5px/1.45 ui-monospace, monospace; }
code { overflow-wrap: anywhere; } pre { overflow-x: auto; margin: .3rem 0; }
.dim { color: var(--dim); margin: .1rem 0 .5rem; }
svg { width: 100%; height: auto; display: block; } svg text { font-size: 11px; fill: var(--dim); }
rect.known, .legend .known { fill: var(--known); background: var(--known); color: #fff; }
rect.data, .legend .data { fill: var(--data); background: var(--data); color: #123; }
rect.padding, .legend .padding { fill: var(--padding); background: var(--padding); }
rect.encrypted, .legend .encrypted { fill: var(--encrypted); background: var(--encrypted);
color: #fff; }
rect.unknown, .legend .unknown { fill: var(--unknown); background: var(--unknown); color: #221; }
.legend span { padding: 0 .5em; border-radius: 3px; }
.entropy { fill: none; stroke: var(--ink); stroke-width: 1; } .rule { stroke: var(--line); }
.pin { stroke: var(--paper); stroke-width: .6; }
.pin.critical { fill: var(--critical); } .pin.high { fill: var(--high); }
.pin.medium { fill: var(--medium); } .pin.low { fill: var(--low); } .pin.info { fill: var(--info); }
h3 span, .counts td { color: #fff; border-radius: 3px; padding: 0 .5em; font-size: .85rem; }
h3 .critical, .counts .critical { background: var(--critical); }
h3 .high, .counts .high { background: var(--high); }
h3 .medium, .counts .medium { background: var(--medium); }
h3 .low, .counts .low { background: var(--low); }
h3 .info, .counts .info { background: var(--info); }
.counts td { padding: .3em .9em; }
article { border-top: 1px solid var(--line); padding: .9rem 0; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .15rem 1rem; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; } ul { margin: 0;
padding-left: 1.1rem; }
nav { margin: 1rem 0; display: flex; gap: 1.2rem; flex-wrap: wrap; } a { color: var(--known); }
h2 { border-bottom: 2px solid var(--line); padding-bottom: .2rem; }
.pass, .fail, .unsure, .none { border-radius: 3px; padding: 0 .4em; font-size: .8rem;
  white-space: nowrap; color: #fff; }
.pass { background: #3c7d3f; } .fail { background: var(--high); } .unsure { background: #b06f00; }
.none { background: var(--padding); color: var(--ink); }
.strip { display: flex; gap: 2px; height: 22px; margin: .4rem 0 1rem; }
.strip a { flex: 1 1 0; min-width: 3px; padding: 0; border-radius: 2px; }
.matrix, .flow, .tree { width: 100%; } .matrix, .flow { font-size: 13px; }
.matrix td, .flow td { border-top: 1px solid var(--line); padding: .3rem .8rem .3rem 0; }
.matrix td:nth-child(2) { min-width: 15rem; } .matrix td:nth-child(6) { min-width: 14rem; }
.flow td { max-width: 22rem; overflow-wrap: anywhere; }
.flow td + td::before { content: "\2192"; color: var(--dim); float: left; margin-left: -.75rem; }
.numbers td { border-top: 1px solid var(--line); } meter { width: 12rem; }
summary { cursor: pointer; color: var(--dim); }
table { border-collapse: collapse; } td, th { text-align: left; vertical-align: top;
padding: .1rem .8rem .1rem 0; }
.columns th { color: var(--dim); font-weight: normal; }
.number, .tree td:first-child { text-align: right; white-space: nowrap; }
.tree { font-size: 13px; } .tree td { overflow-wrap: anywhere; }
)css";

}  // namespace assay::report
