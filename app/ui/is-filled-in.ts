/** Whether somebody filled in or changed a field of the form since it was drawn or reset. */
export function isFilledIn({ elements }: HTMLFormElement): boolean {
  return [...elements].some((field) => {
    if (field instanceof HTMLSelectElement) return isChosen(field);
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (!(field instanceof HTMLInputElement)) return false;
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  });
}

/** Where none is selected by default, the browser selects the first. */
function isChosen({ options }: HTMLSelectElement): boolean {
  const byDefault = [...options].filter(({ defaultSelected }) => defaultSelected);
  const untouched = byDefault.length > 0 ? byDefault : [...options].slice(0, 1);
  return [...options].some((option) => option.selected && !untouched.includes(option));
}
