/// How the site looks: on a screen of any width, with large letters, and on paper. No fonts but the reader's own.
enum SiteStyle {
  static let source = """
    :root { color-scheme: light; }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 0 1rem 2rem; max-width: 60rem; color: #1a1a1a; background: #fff;
      font: 1rem/1.65 system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
      overflow-wrap: anywhere;
    }
    a { color: #0b4f9e; }
    a:visited { color: #5b2a86; }
    a:focus-visible, input:focus-visible, button:focus-visible, main:focus-visible {
      outline: 3px solid #b35900; outline-offset: 2px;
    }
    .skip { position: absolute; left: -100rem; background: #fff; padding: .5rem 1rem; }
    .skip:focus { left: 1rem; top: .5rem; }
    header { border-bottom: 1px solid #767676; padding: .75rem 0; }
    header .name { font-weight: bold; margin: 0; }
    nav ul { list-style: none; margin: .25rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
    nav a { display: inline-block; padding: .25rem 0; }
    [aria-current] { font-weight: bold; }
    form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .25rem; }
    input { font: inherit; padding: .3rem .5rem; border: 1px solid #595959; flex: 1 1 12rem; min-width: 0; }
    button { font: inherit; padding: .3rem 1rem; border: 1px solid #0b4f9e; background: #0b4f9e; color: #fff; }
    h1 { font-size: 1.6rem; line-height: 1.3; margin: 1.25rem 0 .5rem; }
    h2 { font-size: 1.25rem; margin: 1.5rem 0 .5rem; }
    h3 { font-size: 1.1rem; margin: 1.25rem 0 .25rem; }
    h4, h5, h6 { font-size: 1rem; margin: 1rem 0 .25rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 1rem; color: #404040; }
    dd { margin: 0; }
    .kind, .facts, footer { color: #505050; font-size: .9rem; }
    .address { color: #404040; }
    blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid #767676; }
    pre { overflow-x: auto; padding: .75rem; background: #f3f3f3; white-space: pre-wrap; }
    code { background: #f3f3f3; }
    mark { background: #ffe58a; color: inherit; }
    #results p { margin: 0 0 .75rem; }
    .said { border-bottom: 1px solid #d0d0d0; padding: .25rem 0; }
    .said p { margin: 0; }
    footer { border-top: 1px solid #767676; margin-top: 2rem; padding-top: .5rem; }
    @media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
    @media print {
      body { max-width: none; padding: 0; font-size: 11pt; }
      header, .skip { display: none; }
      a { color: inherit; text-decoration: none; }
      h1, h2, h3, h4, h5, h6 { break-after: avoid; }
      li, pre, blockquote, .said { break-inside: avoid; }
      pre, code { background: none; }
      @page { margin: 18mm; }
    }

    """
}
