/** A migration as text, for tests inside workerd. */
declare module "*.sql?raw" {
  const text: string;
  export default text;
}
