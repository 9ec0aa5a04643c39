import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "../../shared/theme";
import { dateTime, day, number } from "../values/format";

interface Point {
  /** Null before anything was set. */
  value: number | string | null;
  time: string;
}

const HEIGHT = 180;

/** A metric over time, each value standing until the next. The canvas is for the eye alone: the table below says it all. */
export default function Series({ label, points }: { label: string; points: readonly Point[] }) {
  const place = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const host = place.current;
    if (!host) return;
    const times = points.map(({ time }) => Date.parse(time) / 1000);
    const values = points.map(({ value }) => (value === null ? null : Number(value)));
    const chart = new uPlot(options(host), [times, values], host);
    const watch = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height: HEIGHT }));
    watch.observe(host);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
    // The colours are read when the chart is made, so another theme makes another chart.
  }, [points, theme]);
  const newest = points.findLast(({ value }) => value !== null);
  const now = newest?.value === undefined || newest.value === null ? "" : `, ${number(newest.value)} at the end`;
  return <div ref={place} role="img" aria-label={`${label} over time${now}; the table below has every value that was set`} />;
}

function options(host: HTMLElement): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (name: string) => {
    host.style.color = `var(${name})`;
    const found = getComputedStyle(host).color;
    host.style.color = "";
    return found;
  };
  const [ink, rule, accent] = [colour("--ink-second"), colour("--rule"), colour("--accent")];
  const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { show: false }, font: `12px ${style.fontFamily}` };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width: host.clientWidth,
    height: HEIGHT,
    legend: { show: true, live: true },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    axes: [{ ...axis, size: 28, space: 64, values: (_: uPlot, splits: number[]) => splits.map((seconds) => day(new Date(seconds * 1000).toISOString())) }, { ...axis, size: (_: uPlot, texts: string[] | null) => 16 + 7 * Math.max(...(texts ?? [""]).map(({ length }) => length)), values: (_, splits) => splits.map((split) => number(split)) }],
    series: [
      { label: "At", value: (_, seconds) => (seconds === null ? "–" : dateTime(new Date(seconds * 1000).toISOString())) },
      {
        label: "Value",
        stroke: accent,
        width: 2,
        points: { show: false },
        value: (_, value) => (value === null ? "–" : number(value)),
        ...(stepped ? { paths: stepped } : {}),
      },
    ],
  };
}
