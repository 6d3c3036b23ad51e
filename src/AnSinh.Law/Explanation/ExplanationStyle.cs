namespace AnSinh.Law;

/// <summary>The look of an explanation: one ink, one colour for citations and headings, red only beside a sign; hairlines instead of boxes; A4 on paper.</summary>
internal static class ExplanationStyle
{
    public const string Css = """

        :root{--ink:#16201f;--ink-2:#465350;--ink-3:#5c6966;--line:#dfe6e4;--line-2:#c2cdca;--sunken:#f5f7f6;--teal:#0b5f5b;--teal-line:#8fbdb8;--teal-tint:#e9f3f1;--red:#a8281c}
        *{box-sizing:border-box}
        body{margin:0;background:#fff;color:var(--ink);font:15px/1.55 "Be Vietnam Pro",system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}
        h1,h2,h3,h4,p,ul,ol{margin:0}
        h1{font-size:1.75rem;line-height:1.3;text-wrap:balance}
        h2{font-size:1.25rem;line-height:1.3;padding:0 0 .5rem;border-bottom:2px solid var(--ink)}
        h3{font-size:1.0625rem;line-height:1.35}
        h4{font-size:.8125rem;font-weight:600;color:var(--ink-2);margin:1rem 0 .375rem}
        small,.place{font-size:.8125rem;color:var(--ink-3)}
        cite{font-style:normal;color:var(--teal)}
        .place{margin-left:.25rem;color:var(--ink-3)}
        .place::before{content:"· "}
        .about{color:var(--ink-2);margin:.25rem 0 1.5rem}
        .wide{overflow-x:auto}
        table{width:100%;border-collapse:collapse}
        th,td{text-align:left;vertical-align:top;padding:.375rem 1rem .375rem 0;border-bottom:1px solid var(--line);font-weight:400}
        th:last-child,td:last-child{text-align:right;padding-right:0}
        thead th{font-size:.8125rem;color:var(--ink-3);border-color:var(--line-2)}
        .whole,thead th,.sum th{white-space:nowrap}
        table.sum tbody th{font-weight:600}
        table.sum td:last-child{font-weight:600}
        section{margin-top:2.5rem}
        section>p{margin-top:.75rem}
        article{margin-top:1rem;padding:1rem 1.25rem 1.25rem;background:var(--sunken);border-radius:6px}
        article header{display:flex;justify-content:space-between;gap:1.5rem;align-items:baseline}
        p.sum{font-size:1.25rem;font-weight:600;white-space:nowrap;text-align:right}
        p.sum small{font-weight:400}
        .calc{color:var(--ink-2)}
        .tag{display:inline-block;margin-left:.375rem;padding:0 .375rem;border:1px solid var(--line-2);border-radius:4px;font-size:.75rem;line-height:1.5;color:var(--ink-2);background:#fff;white-space:nowrap}
        .rows,.lost,.no{list-style:none;padding:0}
        .rows li{position:relative;padding:0 0 .5rem 1.25rem;border-left:1px solid var(--teal-line);margin-left:.25rem}
        .rows li:last-child{padding-bottom:0}
        .rows li::before{content:"";position:absolute;left:-.28rem;top:.5rem;width:.5rem;height:.5rem;border-radius:50%;background:var(--teal)}
        .lost li{padding:.25rem 0;color:var(--ink-2)}
        .sign{display:inline-block;width:1.25rem;font-weight:600;color:var(--red)}
        .ask .sign{color:var(--teal)}
        .ask,.stop{padding:.625rem .875rem;border-left:3px solid var(--teal);background:var(--teal-tint)}
        .stop{border-color:var(--red);background:#fcf0ed;margin-top:.75rem}
        .no li{padding:.625rem 0 .625rem 1.25rem;border-bottom:1px solid var(--line);position:relative}
        .no li::before{content:"✕";position:absolute;left:0;top:.625rem;color:var(--red);font-size:.8125rem}
        .no{columns:2;column-gap:2rem;font-size:.875rem}
        .no li{break-inside:avoid}
        .no .place{display:block;margin:0}
        .no .place::before{content:none}
        .near{color:var(--teal)}
        @media screen and (max-width:44rem){.no{columns:1}}
        @media (max-width:34rem){article header{display:block}p.sum{text-align:left}}
        @media print{@page{size:A4;margin:18mm 16mm}body{font-size:10.5pt}main{max-width:none;padding:0}article,.ask,.stop{background:none;border:1px solid var(--line-2)}article,.no li,.rows li,tr{break-inside:avoid}h2,h3,h4{break-after:avoid}}

        """;
}
