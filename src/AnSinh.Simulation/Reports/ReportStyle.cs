namespace AnSinh.Simulation.Reports;

/// <summary>The look of a report: white ground, ink, one teal and one red, greys for structure; it prints.</summary>
internal static class ReportStyle
{
    public const string Css = """
        @page { size: A4; margin: 12mm }
        :root { --ink: #16201f; --ink-2: #465350; --line: #dfe6e4; --line-2: #c2cdca; --teal: #0b5f5b; --red: #a8281c }
        * { box-sizing: border-box } body { font: 15px/1.45 "Be Vietnam Pro", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); max-width: 1120px; margin: 1.6rem auto; padding: 0 1rem }
        h1 { font-size: 1.7rem; margin: 0 } h2 { font-size: 1.15rem; margin: 0 0 .3rem } section { margin-top: 2.2rem } p { margin: .2rem 0 } .muted { color: var(--ink-2) }
        .banner { border-left: 4px solid var(--red); padding: .25rem .7rem; font-weight: 600; margin: .8rem 0 } .notes { margin-top: 1.2rem; color: var(--ink-2); font-size: .92rem } .notes ul { margin: 0; padding-left: 1.1rem }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 1rem; margin-top: 1rem } .cards article { border: 1px solid var(--line-2); border-top: 3px solid var(--teal); padding: .7rem .9rem }
        .cards h2 { font-size: 1rem } .cards p { font-size: .92rem } .cards .big { font-size: 1.45rem; font-weight: 600; color: var(--teal); margin: .5rem 0 .2rem; font-variant-numeric: tabular-nums } .cards small { font-size: .95rem; font-weight: 400; color: var(--ink-2) } .cards ul { margin: .2rem 0 0; padding-left: 1.1rem; font-size: .92rem }
        .figures { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: flex-end; margin: .8rem 0 1rem } figure { margin: 0; max-width: 100%; align-self: flex-start } .maps figure { width: 344px } .maps .mark { font-size: 17px } figcaption { font-size: .9rem; font-weight: 600; max-width: 520px; margin-bottom: .35rem } svg { max-width: 100%; height: auto; font-size: 12px; font-variant-numeric: tabular-nums }
        svg text { fill: var(--ink) } svg .small { font-size: 11px; fill: var(--ink-2) } svg .big { font-size: 17px; fill: var(--ink-2) } svg .mark { font-size: 10.5px; fill: var(--red) } svg .end { text-anchor: end } svg .middle { text-anchor: middle } svg .value { font-weight: 600 } .plus { fill: var(--teal) } .minus { fill: var(--red) } .before { fill: #8d9996 }
        .axis { stroke: #75827f } .grid { stroke: var(--line) } .line { fill: none; stroke-width: 2.2 } .s0 { stroke: #0b5f5b } .s1 { stroke: #b3541e; stroke-dasharray: 7 3 } .s2 { stroke: #4a5fa5; stroke-dasharray: 2 3 } .s3 { stroke: #8a3b7d; stroke-dasharray: 9 3 2 3 } .s4 { stroke: #6b7d1f; stroke-dasharray: 5 2 } .s5 { stroke: #465350; stroke-dasharray: 1 2 }
        .pr { stroke: #fff; stroke-width: 1.4; paint-order: stroke } .pr.none, .none { fill: #eef1f0; stroke: #b9c4c1 } .pr.zero { fill: #f2f5f4; stroke: #b9c4c1 } .t1 { fill: #cfe3e0 } .t2 { fill: #9dc7c2 } .t3 { fill: #63a49e } .t4 { fill: #2f817b } .t5 { fill: #0b5f5b } .r1 { fill: #f5d9d5 } .r2 { fill: #e8b0a8 } .r3 { fill: #d67f74 } .r4 { fill: #c05145 } .r5 { fill: #a8281c }
        .wide { overflow-x: auto } .tall { max-height: 34rem; overflow-y: auto; border: 1px solid var(--line) } .tall thead { position: sticky; top: 0; background: #fff; z-index: 1 } td.t { min-width: 17rem } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums } caption { text-align: left; color: var(--ink-2); font-size: 12px; padding-bottom: .2rem } th, td { padding: .28rem .55rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
        th { font-weight: 600; color: var(--ink-2); border-bottom-color: var(--line-2); vertical-align: bottom; min-width: 5.2rem } th.over { border-left: 1px solid var(--line-2); color: var(--ink) } td.n, th.n { text-align: right } td.n { white-space: nowrap } td.up { color: var(--teal) } td.down { color: var(--red) } td small { color: var(--ink-2) }
        th:first-child, td:first-child { position: sticky; left: 0; background: #fff } figure, tr, article { break-inside: avoid } thead { display: table-header-group }
        @media print { body { font-size: 9.5pt; margin: 0; max-width: none } table { font-size: 7.5pt } .wide, .tall { overflow: visible; max-height: none; border: 0 } td.t { min-width: 0 } th, td { padding: .6mm 1mm } }
        """;
}
