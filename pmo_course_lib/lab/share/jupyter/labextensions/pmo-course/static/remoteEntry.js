// Course notebooks open as running apps: code is hidden, cells run by themselves, nothing asks to be saved.
// A module-federation container written by hand, so that no build step is needed; JupyterLab gives its own modules in `init`.
(() => {
  const NAME = "pmo-course";
  const PRESENT = new URL("present.js", document.currentScript.src).href;
  const AUTHOR = "pmo-course-author"; // set in this browser by the command "Author view"
  const CSS = `
    .pmo-app .jp-CodeCell .jp-Cell-inputWrapper, .pmo-app .jp-OutputPrompt, .pmo-app .jp-InputPrompt,
    .pmo-app .jp-Collapser, .pmo-app .jp-NotebookPanel-toolbar, .pmo-app .jp-Notebook-footer,
    .pmo-app .pmo-grader, .pmo-app .jp-cell-toolbar, .pmo-app .jp-cell-menu, .pmo-app .jp-OutputArea-promptOverlay,
    .pmo-app .jp-InternalAnchorLink { display: none !important; }
    .pmo-app .jp-Notebook { padding: 0 1rem 2rem; background: #fff; }
    .pmo-app .jp-Cell { padding: 0; }
    .pmo-app .jp-MarkdownOutput { max-width: 48rem; margin: 0 auto; font-size: 1rem; line-height: 1.55; }
    .pmo-app .jp-RenderedSVG, .pmo-app .jp-RenderedHTMLCommon:not(.jp-MarkdownOutput) { max-width: 48rem; margin: 0 auto; }
    .pmo-app .jp-Notebook .jp-Cell, .pmo-app .jp-RenderedMarkdown { border: 0 !important; box-shadow: none !important; background: none !important; }
    .pmo-app .jp-RenderedHTMLCommon :is(h1, h2, h3) { color: #1c2430; font-weight: 650; line-height: 1.25; }
    .pmo-app .jp-RenderedHTMLCommon h1 { font-size: 1.7rem; }
    .pmo-app .jp-RenderedHTMLCommon h2 { font-size: 1.3rem; }
    .pmo-app .jp-RenderedHTMLCommon h3 { font-size: 1.05rem; }
    .pmo-app .jp-RenderedHTMLCommon :is(th, td) { padding: .3rem .75rem; border: 1px solid #d9dee5; text-align: left; vertical-align: top; white-space: normal; }
    .pmo-app .jp-RenderedHTMLCommon th { background: #eef1f4; font-weight: 600; }
    .pmo-app .jp-RenderedHTMLCommon tbody tr:nth-child(even) { background: none; }
    .pmo-app .jp-OutputArea-output { overflow: visible; }`;
  let scope;
  const shared = async (name) => (await Object.values(scope[name])[0].get())();

  // Command-mode letter keys would change the notebook even with its code hidden; Lab skips elements with this mark.
  function deafen(panel) {
    panel.node.setAttribute("data-jp-suppress-context-menu", "");
    panel.node.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", ""));
  }

  // Cells at the end of an exercise that only the grader runs are no part of the page.
  const forGrader = (cell) => Boolean(cell.model.getMetadata("nbgrader")?.grade);

  // Work is in the workbook and the journals, never in the notebook, so there is nothing to save.
  function neverAsk(panel) {
    const model = panel.context.model;
    const clean = () => { model.dirty = false; };
    model.stateChanged.connect((_, change) => { if (change.name === "dirty" && change.newValue) clean(); });
    clean();
  }

  async function open(shell, panel, NotebookActions, Dialog) {
    await panel.context.ready;
    if (!panel.content.model?.getMetadata("pmo")?.app || localStorage.getItem(AUTHOR)) return;
    panel.addClass("pmo-app");
    for (const cell of panel.content.widgets) cell.toggleClass("pmo-grader", forGrader(cell));
    shell.collapseLeft?.();
    shell.collapseRight?.();
    deafen(panel);
    neverAsk(panel);
    import(PRESENT).then(({ Presenter }) => new Presenter(panel, shell));
    const session = panel.context.sessionContext;
    const run = async () => {
      await session.session?.kernel?.info;
      const code = panel.content.widgets.filter((cell) => cell.model.type === "code" && !forGrader(cell));
      await NotebookActions.runCells(panel.content, code, session); // "run all" would scroll to the end
    };
    await session.ready;
    await panel.revealed;
    let down = false;
    session.statusChanged.connect((_, status) => {
      if (status === "autorestarting") setTimeout(() => Dialog.flush()); // Lab would ask for an OK; the page mends itself
      if (["restarting", "autorestarting", "dead"].includes(status)) down = true;
      else if (down && status === "idle") { down = false; void run(); }
    });
    await run();
  }

  // Authors see code, toolbar and outputs, and notebooks neither run by themselves nor throw changes away.
  function authorSwitch(commands, palette) {
    const command = `${NAME}:author`;
    commands.addCommand(command, {
      label: () => (localStorage.getItem(AUTHOR) ? "Course: back to the app view" : "Course: author view (show the code)"),
      execute: () => {
        if (localStorage.getItem(AUTHOR)) localStorage.removeItem(AUTHOR);
        else localStorage.setItem(AUTHOR, "1");
        location.reload();
      },
    });
    palette?.addItem({ command, category: "Course" });
  }

  (window._JUPYTERLAB ??= {})[NAME] = {
    init: (given) => { scope = given; },
    get: async () => {
      const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
      const { Dialog, ICommandPalette } = await shared("@jupyterlab/apputils");
      document.head.append(Object.assign(document.createElement("style"), { textContent: CSS }));
      const plugin = {
        id: `${NAME}:app`, autoStart: true, requires: [INotebookTracker], optional: [ICommandPalette],
        activate: ({ shell, commands }, tracker, palette) => {
          tracker.widgetAdded.connect((_, panel) => void open(shell, panel, NotebookActions, Dialog));
          authorSwitch(commands, palette);
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
