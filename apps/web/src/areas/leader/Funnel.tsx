import { listOf, useNameOf } from './figures';
import type { BoardFigure } from './queries';

/** The five stages, each bar as long as its share of what is open. */
export function Funnel({ stages }: { stages: readonly BoardFigure[] }) {
  const nameOf = useNameOf();
  const most = Math.max(1, ...stages.map(({ numerator }) => numerator));
  return (
    <ol className="funnel">
      {stages.map((stage) => (
        <li key={stage.code}>
          <a href={listOf(stage.filter)}>
            <span>{nameOf(stage)}</span>
            <i aria-hidden="true" style={{ inlineSize: `${(stage.numerator / most) * 100}%` }} />
            <b>{stage.numerator}</b>
          </a>
        </li>
      ))}
    </ol>
  );
}
