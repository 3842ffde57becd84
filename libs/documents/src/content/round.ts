import type { Instant } from '#calendar';
import type { PaperContent } from '../paper';
import { dateZh, rateZh } from '../wording';
import { body, chapter, note } from './case';

/** What a 通报 of one round is made of. */
export interface RoundFacts {
  issuer: string;
  at: Instant;
  title: string;
  year: number;
  issue: number;
  planNumber: string;
  opensAt: Instant;
  closesAt: Instant;
  /** 背街小巷、老旧小区… */
  targets: string[];
  drawn: number;
  points: number;
  clean: number;
  findings: number;
  mendedOnTheSpot: number;
  byUnit: { unit: string; findings: number }[];
  items: { number: string; place: string; description: string; unit: string }[];
  followed: { earlier: number; open: number };
}

/** 检查通报 of one round; the team is 督查组 and nobody by name (ruling 12). */
export function roundBulletin(facts: RoundFacts): PaperContent {
  return {
    kind: 'bulletin',
    form: 'official',
    issuer: facts.issuer,
    title: `关于${facts.title}情况的通报`,
    colour: null,
    to: ['各乡镇人民政府、街道办事处，区直各有关单位'],
    copies: ['区委办公室，区人大常委会办公室，区政府办公室，区政协办公室'],
    asOf: facts.at,
    blocks: [
      body(
        `根据年度督查计划（${facts.planNumber}），督查组于${dateZh(facts.opensAt)}至${dateZh(facts.closesAt)}开展第${facts.issue}期检查，` +
          `随机抽取${facts.targets.join('、')}点位${facts.drawn}个。现将有关情况通报如下。`,
      ),
      chapter('一、总体情况'),
      {
        type: 'figures',
        items: [
          { label: '抽取点位', value: `${facts.drawn}` },
          { label: '检查点位', value: `${facts.points}` },
          { label: '未发现问题', value: `${facts.clean}` },
          { label: '点位合格率', value: rateZh(facts.clean, facts.points) },
          { label: '发现问题', value: `${facts.findings}` },
          { label: '当场整改', value: `${facts.mendedOnTheSpot}` },
        ],
      },
      chapter('二、各单位问题数'),
      ...(facts.byUnit.length === 0
        ? [body('无。')]
        : [
            {
              type: 'table' as const,
              columns: [
                { heading: '责任单位', width: 60 },
                { heading: '问题数', width: 20, align: 'center' as const },
              ],
              rows: facts.byUnit.map(({ unit, findings }) => [unit, `${findings}`]),
            },
          ]),
      chapter('三、问题清单'),
      ...(facts.items.length === 0
        ? [body('无。')]
        : [
            {
              type: 'table' as const,
              columns: [
                { heading: '编号', width: 26, align: 'center' as const },
                { heading: '点位', width: 34 },
                { heading: '问题', width: 56 },
                { heading: '责任单位', width: 30 },
              ],
              rows: facts.items.map(({ number, place, description, unit }) => [number, place, description, unit]),
            },
          ]),
      chapter('四、跟踪问效'),
      body(`上述点位此前发现问题${facts.followed.earlier}件，尚未办结${facts.followed.open}件，由督查组继续跟踪。`),
      note(
        '点位由系统随机抽取，抽取种子与名单存档备查，可随时复核。点位合格率＝未发现问题点位÷检查点位，分母为零记“—”。',
      ),
    ],
  };
}
