export { openAssessments, runAssessment } from './run-assessment.workflow';
export { superviseFinding } from './supervise-finding.workflow';
export { runInspection } from './run-inspection.workflow';
