/** A module the runtime has compiled already: Workers may compile none themselves. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
