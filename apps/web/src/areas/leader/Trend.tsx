import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { listOf, rateOf } from './figures';
import type { Board } from './queries';

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** What the list behind each series counts. */
const SERIES = ['filed', 'closed', 'due'] as const;

interface TrendProps {
  points: Board['trend'];
  /** White on dark, for the wall. */
  dark?: boolean;
}

/** Filed and written off as bars, the on-time rate as a line; the same numbers as a table. Each leads to its list. */
export function Trend({ points, dark = false }: TrendProps) {
  const { t } = useTranslation('leader');
  const { history } = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = echarts.init(box.current, null, { renderer: 'svg' });
    const ink = dark ? '#c9d6ea' : '#4d596a';
    const line = dark ? '#2c4a78' : '#d5dbe4';
    chart.setOption({
      animation: false,
      aria: { enabled: true, decal: { show: true } },
      textStyle: { color: ink, fontFamily: 'inherit', fontSize: dark ? 14 : 12 },
      color: dark ? ['#6ea8ff', '#4ecb8f', '#ffc861'] : ['#1a3c6e', '#1b6b3a', '#b36b00'],
      grid: { top: 40, left: 36, right: 44, bottom: 26 },
      legend: { top: 4, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        data: points.map(({ date }) => date.slice(5)),
        axisLabel: { color: ink },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: [
        { type: 'value', minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } },
        {
          type: 'value',
          min: 0,
          max: 100,
          axisLabel: { color: ink, formatter: '{value}%' },
          splitLine: { show: false },
        },
      ],
      series: [
        { name: t('trend.filed'), type: 'bar', data: points.map(({ filed }) => filed), barMaxWidth: 14 },
        { name: t('trend.closed'), type: 'bar', data: points.map(({ closed }) => closed), barMaxWidth: 14 },
        {
          name: t('trend.rate'),
          type: 'line',
          yAxisIndex: 1,
          connectNulls: false,
          data: points.map(({ rate }) => (rate === null ? null : Math.round(rate * 1000) / 10)),
        },
      ],
    });
    chart.on('click', ({ dataIndex, seriesIndex = 0 }) => {
      const counted = SERIES[seriesIndex];
      const point = points[dataIndex];
      if (counted && point) history.push(listOf(point.filters[counted]));
    });
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(box.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [points, dark, t, history]);
  return (
    <>
      <div ref={box} className="trend" role="img" aria-label={t('trend.title')} />
      {!dark && (
        <details className="trend-table">
          <summary>{t('trend.asTable')}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('trend.date')}</th>
                <th scope="col">{t('trend.filed')}</th>
                <th scope="col">{t('trend.closed')}</th>
                <th scope="col">{t('trend.rate')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ date, filed, closed, rate, filters }) => (
                <tr key={date}>
                  <th scope="row">{date}</th>
                  <td>
                    <a href={listOf(filters.filed)}>{filed}</a>
                  </td>
                  <td>
                    <a href={listOf(filters.closed)}>{closed}</a>
                  </td>
                  <td>
                    <a href={listOf(filters.due)}>{rateOf(rate)}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}
