const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a uuid column can hold it: what cannot be an id is not looked for. */
export const isUuid = (text: string): boolean => UUID.test(text);
