/** The launcher and its panel: a card beside the page on a wide screen, the whole screen on a phone. */
export const loaderStyles = `
:host { all: initial; }
[hidden] { display: none !important; }
.launcher {
  position: fixed; right: 24px; bottom: 24px; z-index: 2147483000;
  min-height: 56px; padding: 0 24px; border: 0; border-radius: 28px;
  background: #0b4f4a; color: #fff; box-shadow: 0 4px 16px rgb(0 0 0 / .28);
  font: 600 18px/1.2 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  cursor: pointer;
}
.launcher:hover { background: #083c38; }
.launcher:focus-visible { outline: 3px solid #ffb020; outline-offset: 3px; }
.badge {
  position: absolute; top: -6px; right: -2px; min-width: 26px; box-sizing: border-box; padding: 3px 7px;
  border-radius: 14px; background: #b3261e; color: #fff; font-size: 15px; text-align: center;
}
.panel {
  position: fixed; right: 24px; bottom: 96px; z-index: 2147483000;
  width: min(440px, calc(100vw - 48px)); height: min(720px, calc(100vh - 120px));
  border-radius: 16px; overflow: hidden; background: #fff; box-shadow: 0 8px 40px rgb(0 0 0 / .32);
}
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (max-width: 600px), (max-height: 480px) {
  .panel { inset: 0; width: 100vw; width: 100dvw; height: 100vh; height: 100dvh; border-radius: 0; }
  :host([data-open]) .launcher { display: none; }
}
@media (forced-colors: active) { .launcher { border: 2px solid; } }
`;
