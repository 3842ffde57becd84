import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';

echarts.use([LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** 动态清零: what was on the list and what was still open, day by day. The table beside it says the same. */
export function Clearing({ days }: { days: Schemas['IssueList']['history'] }) {
  const { t } = useTranslation('district');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = echarts.init(box.current, null, { renderer: 'svg' });
    const ink = '#4d596a';
    const steps = { type: 'line', step: 'end', showSymbol: days.length < 2 } as const;
    chart.setOption({
      animation: false,
      aria: { enabled: true, decal: { show: true } },
      textStyle: { color: ink, fontFamily: 'inherit', fontSize: 12 },
      color: ['#8794a8', '#a8201a'],
      grid: { top: 30, left: 36, right: 20, bottom: 26 },
      legend: { top: 0, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: days.map(({ date }) => date.slice(5)),
        axisLabel: { color: ink },
        axisLine: { lineStyle: { color: '#d5dbe4' } },
      },
      yAxis: {
        type: 'value',
        min: 0,
        minInterval: 1,
        axisLabel: { color: ink },
        splitLine: { lineStyle: { color: '#e9edf2' } },
      },
      series: [
        {
          ...steps,
          name: t('lists.total'),
          data: days.map(({ clearing }) => clearing.total),
          lineStyle: { type: 'dashed' },
        },
        {
          ...steps,
          name: t('lists.open'),
          data: days.map(({ clearing }) => clearing.open),
          areaStyle: { opacity: 0.16 },
        },
      ],
    });
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(box.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [days, t]);
  return <div ref={box} className="district-chart" role="img" aria-label={t('lists.chart')} />;
}
