import { useState } from "react";
import { useWidth } from "../chart/width";
import type { drawnOf } from "./map";

interface Props {
  drawn: ReturnType<typeof drawnOf>;
  chosen: string;
  path: (name: string) => string;
}

const ROW = 22;
const NAMES = 132;
const FARTHEST = 640;
const LETTER = 7.3;

/** The types under each other and the ways between them as arcs; those of the type looked at, or else chosen, stand out. */
export function Drawing({ drawn: { names, ways, begins }, chosen, path }: Props) {
  const [looked, setLooked] = useState<string | null>(null);
  const [place, width] = useWidth<HTMLDivElement>(360);
  const at = looked ?? chosen;
  const down = (name: string) => ROW * names.indexOf(name) + ROW / 2;
  // A curve reaches three quarters of the way to the points that bend it.
  const widest = Math.min((width - NAMES - 4) / 0.75, FARTHEST);
  const arc = (from: string, to: string) => {
    const reach = 24 + ((widest - 24) * Math.abs(down(from) - down(to))) / (ROW * names.length);
    return `M${NAMES},${down(from)}C${NAMES + reach},${down(from)} ${NAMES + reach},${down(to)} ${NAMES},${down(to)}`;
  };
  // What leads from the type is drawn over what leads to it, and both over the rest.
  const rank = ({ from, to }: { from: string; to: string }) => (from === at ? 2 : to === at ? 1 : 0);
  const out = new Map(ways.flatMap(({ from, to, fields }) => (from === at ? [[to, fields.join(", ")] as const] : [])));
  const back = new Map(ways.flatMap(({ from, to, fields }) => (to === at && from !== at ? [[from, fields.join(", ")] as const] : [])));
  return (
    <div ref={place} className="drawing">
      <svg viewBox={`0 0 ${width} ${ROW * names.length}`} width={width} height={ROW * names.length} role="group" aria-label="Types and the ways between them">
        <g aria-hidden="true">
          {[...ways]
            .filter(({ from, to }) => from !== to)
            .sort((a, b) => rank(a) - rank(b))
            .map((way) => (
              <path key={`${way.from} ${way.to}`} d={arc(way.from, way.to)} className="way" data-rank={rank(way)} />
            ))}
        </g>
        {names.map((name) => (
          <g key={name} data-row onPointerEnter={() => setLooked(name)} onPointerLeave={() => setLooked(null)}>
            <rect x="0" y={down(name) - ROW / 2} width={NAMES} height={ROW} className="place" data-at={name === at || undefined} />
            <a href={path(name)} aria-current={name === chosen || undefined} onFocus={() => setLooked(name)} onBlur={() => setLooked(null)}>
              <text x="16" y={down(name) + 4} className="type" data-at={name === at || undefined}>
                {name}
              </text>
            </a>
            {begins.has(name) && <circle cx="7" cy={down(name)} r="2.5" className="begins" />}
            <text x={NAMES + 10} y={down(name) + 4} className="field" data-rank={out.has(name) ? 2 : 1} aria-hidden="true">
              {cut(out.get(name) ?? (back.has(name) ? `← ${back.get(name)}` : ""), (width - NAMES - 10) / LETTER)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
