export { default, EventsService, PartitionObject } from "../events/worker.ts";
