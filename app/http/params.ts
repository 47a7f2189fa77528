import { z } from "zod";
import { isSlug } from "~/domain/slug";

/** Parameters in addresses; what does not fit them is not found. */

const id = z.string().min(1).max(64);

export const matterParams = z.object({ slug: z.string().refine(isSlug) });
export const organizationParams = z.object({ organizationId: id });
export const memberParams = organizationParams.extend({ userId: id });
export const invitationParams = z.object({ token: z.string().min(1).max(256) });
