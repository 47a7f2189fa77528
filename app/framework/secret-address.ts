/**
 * For pages whose address is a secret: no other page learns it, not even one of ours, which a proxy
 * may write down. With "no-referrer", browsers without scripts would send their forms with
 * "Origin: null", and these are refused.
 */
export const SECRET_ADDRESS = { name: "referrer", content: "strict-origin" } as const;
