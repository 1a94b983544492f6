export { CatalogAdmin, CatalogService, default } from "../../../workers/catalog/index.ts";
