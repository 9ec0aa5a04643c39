import { type PointerEvent, useState } from "react";
import { number } from "../values/format";
import "./chart.css";
import { type Curve, nearest, plain, type Point, quantitiesOf, reached, ticks } from "./scale";
import { useWidth } from "./width";

interface Props {
  label: string;
  curves: readonly Curve[];
  /** How a value of the vertical axis is said, and how its steps stand beside it. */
  say: (y: string) => string;
  axis: (steps: readonly string[]) => readonly string[];
  /** What the horizontal axis counts. */
  unit: string;
  /** The value stands until the next point, instead of rising to it. */
  stepped?: boolean;
  marks?: readonly { x: string; text: string }[];
}

const HEIGHT = 180;
const BOTTOM = 24;
const TOP = 8;

/**
 * Curves over quantities, each straight between its own points. The point nearest to the pointer is read out below, of
 * those curves that have one there: what lies between points the server did not tell. A table beside it has every figure.
 */
export function Lines({ label, curves, say, axis, unit, stepped = false, marks = [] }: Props) {
  const [at, setAt] = useState<number | null>(null);
  const [place, width] = useWidth<HTMLElement>(360);
  const all = curves.flatMap(({ points }) => points);
  const right = Math.max(...all.map(({ x }) => Number(x)), 0) || 1;
  const steps = ticks(Math.max(...all.map(({ y }) => Number(y)), 0));
  const top = steps.at(-1) || 1;
  const names = axis(steps.map(plain));
  const start = 12 + Math.ceil(6.2 * Math.max(...names.map(({ length }) => length)));
  const left = (x: number) => start + ((width - start - 8) * x) / right;
  const down = (y: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - y / top);
  const places = quantitiesOf(curves);
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    setAt(nearest(places.map(Number), ((x - start) / (width - start - 8)) * right));
  };
  const here = at === null ? undefined : places[at];
  const across = ticks(right, 2).filter((tick) => tick <= right);
  return (
    <figure className="chart" ref={place}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        height={HEIGHT}
        role="img"
        aria-label={`${label}; the table has every figure`}
        onPointerMove={move}
        onPointerLeave={() => setAt(null)}
      >
        {steps.map((tick, index) => (
          <g key={tick}>
            <line x1={start} x2={width - 8} y1={down(tick)} y2={down(tick)} className="chart-rule" />
            <text x={start - 8} y={down(tick) + 4} textAnchor="end" className="chart-text">
              {names[index]}
            </text>
          </g>
        ))}
        {across.map((tick) => (
          <text key={tick} x={left(tick)} y={HEIGHT - 6} textAnchor={tick === 0 ? "start" : tick > right * 0.9 ? "end" : "middle"} className="chart-text">
            {number(tick)}
          </text>
        ))}
        {marks.map(({ x, text }) => (
          <line key={`${x} ${text}`} x1={left(Number(x))} x2={left(Number(x))} y1={TOP} y2={HEIGHT - BOTTOM} className="chart-edge" />
        ))}
        {curves.map(({ name, points }, place) => (
          <path key={name} d={path(points, left, down, stepped)} className="chart-line" data-place={place} />
        ))}
        {here !== undefined && <line x1={left(Number(here))} x2={left(Number(here))} y1={TOP} y2={HEIGHT - BOTTOM} className="chart-here" />}
      </svg>
      <figcaption>
        {here !== undefined ? (
          <>
            {number(here)} {unit}: {reached(curves, here).map(({ name, y }) => `${curves.length > 1 ? `${name} ` : ""}${say(y)}`).join(" · ")}
          </>
        ) : (
          <>
            {label.endsWith(unit) ? label : `${label}, by ${unit}`}
            {curves.length > 1 && <Legend curves={curves} />}
          </>
        )}
      </figcaption>
    </figure>
  );
}

function Legend({ curves }: { curves: readonly Curve[] }) {
  return (
    <span className="chart-legend">
      {curves.map(({ name }, place) => (
        <span key={name}>
          <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">
            <path d="M0,4H24" className="chart-line" data-place={place} />
          </svg>
          {name}
        </span>
      ))}
    </span>
  );
}

type Place = (value: number) => number;

function path(points: readonly Point[], left: Place, down: Place, stepped: boolean): string {
  let before: number | null = null;
  return points
    .map(({ x, y }, place) => {
      const [across, along] = [left(Number(x)).toFixed(1), down(Number(y)).toFixed(1)];
      const corner = stepped && before !== null && `${before}` !== along ? `H${across}V${along}` : "";
      before = Number(along);
      return place ? corner || `L${across},${along}` : `M${across},${along}`;
    })
    .join("");
}

/** A curve without words, beside the figures that it goes with. */
export function Sparkline({ points }: { points: readonly Point[] }) {
  const right = Math.max(...points.map(({ x }) => Number(x)), 0) || 1;
  const top = Math.max(...points.map(({ y }) => Number(y)), 0) || 1;
  const line = path(points, (x) => (88 * x) / right, (y) => 18 - (16 * y) / top, false);
  return (
    <svg viewBox="0 0 88 20" width="88" height="20" className="sparkline" aria-hidden="true">
      <path d={line} className="chart-line" />
    </svg>
  );
}
