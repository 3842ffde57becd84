import { Injectable } from '@nestjs/common';
import { Archive, type DossierFile, dossierPaper, packDossier, type Standing } from '#documents';
import type { Actor, EvidenceRef } from '#domain';
import { Vault } from '#evidence';
import { EvidenceStore, PaperStore, type RecordedFinding, type Subject } from '#persistence';
import { Refusal } from '../http/problems';
import { CaseReader } from './case-reader';
import { FindingPapers } from './finding-papers';
import { PaperPress } from './paper-press';

/** Bytes of originals in one archive. */
const MOST_BYTES = 200 * 1024 * 1024;
const PLAIN: Standing = { number: null, issuedAt: null, signer: null, mark: null, verifyUrl: null };

/** 一案一档: for the archive of the office, never for the inspected side. */
@Injectable()
export class DossierMaker {
  constructor(
    private readonly cases: CaseReader,
    private readonly papers: FindingPapers,
    private readonly store: PaperStore,
    private readonly evidence: EvidenceStore,
    private readonly vault: Vault,
    private readonly archive: Archive,
    private readonly press: PaperPress,
  ) {}

  async make(recorded: RecordedFinding, viewer: Actor): Promise<Buffer> {
    const { finding, at } = recorded;
    if (finding.visibility !== 'normal') throw Refusal.of('sealed_case');
    const [facts, notices, chain] = await Promise.all([
      this.cases.now(recorded),
      this.papers.noticesOf(recorded, viewer),
      this.store.chain(finding.id),
    ]);
    const content = dossierPaper(facts, new Map(notices.map(({ id, number }) => [id, number])));
    const pdf = await this.press.print(content, PLAIN, 'pdf');
    const subjects: Subject[] = [
      ...notices.map(({ id }): Subject => `notice/${finding.id}/${id}`),
      ...(await this.papers.list(recorded, viewer)).flatMap(({ origin, ref }): Subject[] =>
        origin === 'paper' ? [`paper/${ref}`] : [],
      ),
    ];
    const originals = await this.originals([
      ...finding.evidence,
      ...finding.submissions.flatMap(({ evidence }) => evidence),
    ]);
    const kept = await this.kept(subjects);
    return packDossier([{ name: '案卷.pdf', bytes: pdf }, ...originals, ...kept], chain, at);
  }

  private async originals(refs: readonly EvidenceRef[]): Promise<DossierFile[]> {
    const files: DossierFile[] = [];
    let size = 0;
    for (const sha256 of new Set(refs.map((ref) => ref.sha256))) {
      const [record, bytes] = await Promise.all([this.evidence.find(sha256), this.vault.original(sha256)]);
      if (!bytes) continue;
      size += bytes.length;
      if (size > MOST_BYTES) throw Refusal.of('paper_too_large');
      files.push({ name: `evidence/${sha256}.${(record?.mime ?? 'image/jpeg').slice(6)}`, bytes });
    }
    return files;
  }

  private async kept(subjects: readonly Subject[]): Promise<DossierFile[]> {
    const files: DossierFile[] = [];
    for (const subject of subjects)
      for (const { role, format, sha256 } of await this.store.files(subject)) {
        const bytes = await this.archive.read(sha256);
        if (bytes)
          files.push({ name: `papers/${subject.split('/').at(-1)}-${role}-${sha256.slice(0, 8)}.${format}`, bytes });
      }
    return files;
  }
}
