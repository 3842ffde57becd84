import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { score } from './figures';
import { periodName } from './period';

echarts.use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface ScoreTrendProps {
  kind: Schemas['PeriodKind'];
  points: Schemas['UnitScoreSheet']['trend'];
}

/** 走势: score and place in the class, period by period; the same numbers as a table. */
export function ScoreTrend({ kind, points }: ScoreTrendProps) {
  const { t } = useTranslation('assessment');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = echarts.init(box.current, null, { renderer: 'svg' });
    const ink = '#4d596a';
    chart.setOption({
      animation: false,
      textStyle: { color: ink, fontFamily: 'inherit', fontSize: 12 },
      color: ['#1a3c6e', '#b36b00'],
      grid: { top: 36, left: 40, right: 36, bottom: 26 },
      legend: { top: 0, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        data: points.map(({ start }) => periodName(t, kind, start)),
        axisLabel: { color: ink },
      },
      yAxis: [
        {
          type: 'value',
          min: ({ min }: { min: number }) => Math.max(0, Math.floor((min - 1) / 20) * 20),
          max: 100,
          interval: 20,
          axisLabel: { color: ink },
          splitLine: { lineStyle: { color: '#d5dbe4' } },
        },
        {
          type: 'value',
          inverse: true,
          min: 1,
          max: ({ max }: { max: number }) => max + 1,
          minInterval: 1,
          axisLabel: { color: ink },
          splitLine: { show: false },
        },
      ],
      series: [
        {
          name: t('column.score'),
          type: 'line',
          symbolSize: 8,
          label: { show: true, color: '#1a3c6e' },
          data: points.map((one) => one.score),
        },
        {
          name: t('column.rank'),
          type: 'line',
          yAxisIndex: 1,
          symbol: 'rect',
          symbolSize: 8,
          lineStyle: { type: 'dashed' },
          connectNulls: false,
          data: points.map(({ rank }) => rank),
        },
      ],
    });
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(box.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [kind, points, t]);
  return (
    <>
      <div ref={box} className="score-trend" role="img" aria-label={t('trend.title')} />
      <details className="assess-table">
        <summary>{t('trend.asTable')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('board.period')}</th>
              <th scope="col">{t('column.score')}</th>
              <th scope="col">{t('column.rank')}</th>
              <th scope="col">{t('column.deductions')}</th>
              <th scope="col">{t('column.bonuses')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((one) => (
              <tr key={one.start}>
                <th scope="row">{periodName(t, kind, one.start)}</th>
                <td>{score(one.score)}</td>
                <td>{one.rank === null ? '—' : t('trend.rank', { rank: one.rank, of: one.of })}</td>
                <td>{one.deductions}</td>
                <td>{one.bonuses}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
