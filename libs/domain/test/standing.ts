import type { Status } from '#domain';
import { dispatcher, dutyLead, handlerOf, headOf, inspector, signerOf, verifier } from './district';
import { assign, file, Scene, submit } from './scene';

export const BEGINS = '2026-09-07 09:00';
export const reason = '理由';

/** Where the plain district finding would not pass: 公示 asks a list category, 回头看 of all asks the major. */
const GIVEN: Partial<Record<Status, Parameters<typeof file>[0]>> = {
  filed: { channel: 'hotline' },
  publicizing: { categoryCode: 'ZC01' },
  written_off: { severity: 'major' },
};

const NEXT: Partial<Record<Status, (scene: Scene, coUnitIds: string[]) => Scene>> = {
  registered: (scene, coUnitIds) => scene.when(dispatcher, assign('ZJ', { coUnitIds })),
  assigned: (scene) => scene.when(handlerOf('ZJ'), { type: 'sign' }),
  rectifying: (scene) => scene.when(headOf('ZJ'), submit()),
  submitted: (scene) => scene.when(verifier, { type: 'verify', outcome: 'passed' }),
  verified: approveOnce,
};

export function approveOnce(scene: Scene): Scene {
  const { levels, granted } = scene.state.writeOff;
  return scene.when(signerOf(levels[granted.length]!), { type: 'approve' });
}

const EXITS: Partial<Record<Status, () => Scene>> = {
  archived: () => approveOnce(standing('verified')),
  dismissed: () => standing('registered').when(dispatcher, { type: 'dismiss', reason }),
  voided: () =>
    standing('assigned').when(dispatcher, { type: 'void', reason }).when(dutyLead, { type: 'void', reason }),
  merged: () => standing('assigned').when(dispatcher, { type: 'merge', into: 'F0', reason }),
  transferred: () =>
    standing('assigned')
      .when(dispatcher, { type: 'transfer', toUnit: '市住建局', letter: '移交函' })
      .when(dispatcher, { type: 'confirm-transfer', signed: true }),
};

/** A finding led to this status by people's commands alone. */
export function standing(status: Status, coUnitIds: string[] = []): Scene {
  const exit = EXITS[status];
  if (exit) return exit();
  let scene = new Scene(BEGINS).when(inspector, file(GIVEN[status]));
  while (scene.state.status !== status) scene = NEXT[scene.state.status]!(scene, coUnitIds);
  return scene;
}
