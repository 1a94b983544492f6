/** Why the shop cannot start, in one line for whoever typed the command. Anything else that is thrown is a bug, and shows its stack. */
export class CannotStart extends Error {}
