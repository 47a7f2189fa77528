/**
 * Sent with each connection and stored with each version. Rooms refuse tabs with another schema:
 * they would write content that others can't show, or show less than there is. Apart from the schema,
 * since a page without an editor sends it too.
 */
export const SCHEMA_VERSION = 3;
