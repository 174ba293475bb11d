import { createRenderer, type App } from 'vue';

/** Runs a composable as a page does, in a page that draws nothing; unmount the app to leave the page. */
export function mounted<T>(setup: () => T, prepare: (app: App) => void = () => undefined): { made: T; app: App } {
  const nothing = () => null;
  const renderer = createRenderer<object, object>({
    patchProp: nothing,
    insert: nothing,
    remove: nothing,
    createElement: () => ({}),
    createText: () => ({}),
    createComment: () => ({}),
    setText: nothing,
    setElementText: nothing,
    parentNode: nothing,
    nextSibling: nothing,
  });
  let made!: T;
  const app = renderer.createApp({
    setup() {
      made = setup();
      return nothing;
    },
  });
  prepare(app as unknown as App);
  app.mount({});
  return { made, app: app as unknown as App };
}
