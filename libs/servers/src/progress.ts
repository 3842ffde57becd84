/** Says in one line what is being waited for, in Chinese and English. */
export type Progress = (line: string) => void;
