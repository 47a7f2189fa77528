/**
 * The request header that names the pages (PreviewView.setting) of which a picture is asked for:
 * another process than the one that set them may answer, and know older ones.
 */
export const PREVIEW_SETTING = "x-preview-setting";
