export { decode, MAX_BYTES, MAX_PIXELS } from './decode';
export { hashDistance, NEAR } from './difference-hash';
export { EVIDENCE_REFUSALS, type EvidenceRefusalCode, EvidenceRefused } from './evidence-refused';
export { type Examined, examine } from './examine';
export { type ImageType, sniff } from './sniff';
export { type Rendition, RENDITIONS, Vault } from './vault';
export { writeDurably } from './write-durably';
