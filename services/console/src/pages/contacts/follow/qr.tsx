import { useMemo } from 'react';
import encodeQR from 'qr';

/** A code to scan, as one path: no picture is fetched, and no script or style is put into the page. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    // With the quiet zone a reader needs around it.
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
    const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: dots.join(''), size: rows.length };
  }, [text]);
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
