// What the editor in the browser does besides: a field that was left empty, or emptied, is not written into the page.
const empty = (value) => value === '' || value === null || value === undefined || value.size === 0;
const filled = (value) => (value && value.map && value.filterNot ? value.map(filled).filterNot(empty) : value);

CMS.registerEventListener({ name: 'preSave', handler: ({ entry }) => filled(entry.get('data')) });

// On a phone a page is as wide as the screen: the editor asks for 800 pixels.
const narrow = new CSSStyleSheet();
narrow.replaceSync('@media (max-width: 799px) { [class*="EditorContainer"], [class*="ToolbarContainer"] { min-width: 0 } [class*="ToolbarSectionMeta"] { display: none } }');
document.adoptedStyleSheets = [...document.adoptedStyleSheets, narrow];
