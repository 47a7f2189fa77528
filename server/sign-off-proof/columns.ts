import type { Columns } from "#app/domain/document-rows.ts";
import type { SignOffStatement } from "#app/domain/sign-off-statement.ts";
import type { PasskeyProof } from "./fault.ts";

/** A proof of the columns of its row; a value of another kind, which was tampered with, is empty. */
export function proofIn(columns: Columns): PasskeyProof {
  const text = textOf(columns);
  return {
    credentialId: text("credentialId"),
    publicKey: text("publicKey"),
    fingerprint: text("fingerprint"),
    host: text("host"),
    origin: text("origin"),
    nonce: text("nonce"),
    authenticatorData: text("authenticatorData"),
    clientData: text("clientData"),
    signature: text("signature"),
  };
}

/** The statement without its nonce, of the columns of its sign-off. */
export function signedIn(columns: Columns): Omit<SignOffStatement, "nonce"> {
  const text = textOf(columns);
  return {
    versionId: text("versionId"),
    hash: text("hash"),
    userId: text("userId"),
    organizationId: text("organizationId"),
    decision: columns["decision"] === "approved" ? "approved" : "changes-requested",
  };
}

function textOf(columns: Columns) {
  return (name: string): string => {
    const value = columns[name];
    return typeof value === "string" ? value : "";
  };
}
