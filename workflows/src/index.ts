export { superviseFinding } from './supervise-finding.workflow';
