import { type RefObject, useEffect, useRef, useState } from "react";

/** How wide an element is, as it changes: drawings are made at the size that they are shown in, so type keeps its size. */
export function useWidth<Kind extends Element>(first: number): [RefObject<Kind | null>, number] {
  const place = useRef<Kind>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(Math.floor(entry.contentRect.width), 200)));
    if (place.current) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return [place, width];
}
