/** Where orders say that they do not get on by themselves: handed in, because an object knows no table of D1. Both are repeatable. */
export type StuckReports = {
  /** `at` (epoch ms) counts for the first report only. */
  note(orderId: string, reason: string, at: number): Promise<void>;
  forget(orderId: string): Promise<void>;
};
