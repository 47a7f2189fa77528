/** "The Council", "The Council and ILRC", "The Council, ILRC and ACLU". */
export function listedOrganizations(organizations: readonly { readonly name: string }[]): string {
  const names = organizations.map(({ name }) => name);
  const last = names.pop() ?? "";
  return names.length > 0 ? `${names.join(", ")} and ${last}` : last;
}
