/**
 * The header in which a page says which sending of a form this is. One that is sent again, since it is not
 * known whether it arrived, has the same: what it asks for is done once.
 */
export const FORM_KEY_HEADER = "Desk-Form";
