import * as z from "zod";
import { onlyVersion, reader, type WrittenEvent } from "../kernel/versions.ts";

/** What shipping says of an order's parcel. Stream `shipment/<order id>`. */
export const SHIPMENT_EVENTS = {
  ShipmentArranged: onlyVersion(z.object({ orderId: z.string(), shipmentId: z.string(), optionId: z.string() })),
  ShipmentRefused: onlyVersion(z.object({ orderId: z.string(), shipmentId: z.string(), reason: z.string() })),
  ShipmentCancelled: onlyVersion(z.object({ orderId: z.string(), shipmentId: z.string() })),
};

export type WrittenShipmentEvent = WrittenEvent<typeof SHIPMENT_EVENTS>;

export const readShipmentEvent = reader(SHIPMENT_EVENTS);
