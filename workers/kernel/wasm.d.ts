/** A compiled module: the runtime may compile none itself, so it is uploaded beside the code. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
