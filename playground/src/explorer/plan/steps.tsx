import { number } from "../values/format";
import "./chart.css";

export interface Band {
  from: string;
  to: string | null;
  value: string;
}

const WIDTH = 356;
const HEIGHT = 132;
const TOP = 8;

/** The price of the next unit, band by band. Places on the sheet are drawn; every figure that is read stays exact text. */
export function Steps({ bands, say, label }: { bands: readonly Band[]; say: (value: string) => string; label: string }) {
  const edges = bands.map(({ from }) => Number(from));
  const end = bands.length > 1 ? Math.max(...edges) * 2 : 1;
  const highest = Math.max(...bands.map(({ value }) => Number(value)));
  const x = (quantity: number) => (WIDTH * quantity) / end;
  const y = (value: number) => TOP + (HEIGHT - TOP) * (1 - (highest ? value / highest : 0));
  const path = bands.map(({ value }, place) => {
    const left = x(edges[place] ?? 0);
    const right = x(edges[place + 1] ?? end);
    return `${place ? "L" : "M"}${left},${y(Number(value))}L${right},${y(Number(value))}`;
  });
  const top = bands.find(({ value }) => Number(value) === highest);
  return (
    <figure className="chart">
      <svg viewBox={`0 -8 ${WIDTH} ${HEIGHT + 32}`} role="img" aria-label={`${label}; the table below has every figure`}>
        {[0, 0.5, 1].map((part) => (
          <line key={part} x1="0" x2={WIDTH} y1={TOP + (HEIGHT - TOP) * part} y2={TOP + (HEIGHT - TOP) * part} className="chart-rule" />
        ))}
        {bands.slice(1).map(({ from }, place) => (
          <line key={from} x1={x(edges[place + 1] ?? 0)} x2={x(edges[place + 1] ?? 0)} y1={TOP} y2={HEIGHT} className="chart-edge" />
        ))}
        <path d={path.join("")} className="chart-line" />
        {top && highest > 0 && (
          <text x="0" y={TOP - 4} className="chart-text">
            {say(top.value)}
          </text>
        )}
        <text x="0" y={HEIGHT + 16} className="chart-text">
          0
        </text>
        {bands.slice(1).map(({ from }, place) => (
          <text key={from} x={x(edges[place + 1] ?? 0)} y={HEIGHT + 16} textAnchor="middle" className="chart-text">
            {number(from)}
          </text>
        ))}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
