// Boxes: x1, y1, x2, y2 in fractions of a page, from its lower left corner.

export function moved([x1, y1, x2, y2], dx, dy) {
  const x = clamp(x1 + dx, 0, 1 - (x2 - x1));
  const y = clamp(y1 + dy, 0, 1 - (y2 - y1));
  return rounded([x, y, x + x2 - x1, y + y2 - y1]);
}

export function around(x, y, [width, height]) {
  return moved([0, 0, width, height], x - width / 2, y - height / 2);
}

// The right and lower edges follow.
export function grown([x1, y1, x2, y2], dx, dy, least) {
  const right = clamp(x2 + dx, Math.min(x1 + least, 1), 1);
  const low = clamp(y1 - dy, 0, Math.max(y2 - least, 0));
  return rounded([x1, low, right, y2]);
}

// Moves the edges that a corner holds, such as "ne", to where the pointer is.
export function stretched(box, corner, x, y, [wide, high]) {
  const [x1, y1, x2, y2] = box;
  return rounded([
    corner.includes("w") ? clamp(x, 0, x2 - wide) : x1,
    corner.includes("s") ? clamp(y, 0, y2 - high) : y1,
    corner.includes("e") ? clamp(x, x1 + wide, 1) : x2,
    corner.includes("n") ? clamp(y, y1 + high, 1) : y2,
  ]);
}

// Moves a box onto edges and middles of others, if they are in reach.
export function snapMove(box, others, reach) {
  const guides = [];
  const shift = [0, 1].map((axis) => {
    const own = lines(box, axis);
    const best = nearest(own, [0.5, ...others.flatMap((other) => lines(other, axis))], reach[axis]);
    if (best) guides.push({ axis, at: best.to });
    return best ? best.to - best.from : 0;
  });
  return { box: moved(box, ...shift), guides };
}

// Moves the held edges onto edges of others, or to where the box is as large as another.
export function snapSize(box, corner, others, reach) {
  const snapped = [...box];
  const guides = [];
  for (const [axis, low, high] of [[0, "w", "e"], [1, "s", "n"]]) {
    const held = corner.includes(low) ? axis : corner.includes(high) ? axis + 2 : -1;
    if (held < 0) continue;
    const [still, sign] = held === axis ? [box[axis + 2], -1] : [box[axis], 1];
    const edges = others.flatMap((other) => [other[axis], other[axis + 2]]);
    const sizes = others.map((other) => still + sign * (other[axis + 2] - other[axis]));
    const best = nearest([box[held]], [...edges, ...sizes], reach[axis]);
    if (!best || best.to < 0 || best.to > 1) continue;
    snapped[held] = best.to;
    guides.push({ axis, at: best.to });
  }
  return { box: rounded(snapped), guides };
}

// Lines are read from the top down, what stands about as high from the left.
export function inReadingOrder(one, other) {
  const [a, b] = [one.box, other.box];
  const down = (b[1] + b[3]) / 2 - (a[1] + a[3]) / 2;
  return Math.abs(down) > 0.012 ? down : a[0] - b[0];
}

function lines(box, axis) {
  return [box[axis], (box[axis] + box[axis + 2]) / 2, box[axis + 2]];
}

function nearest(froms, tos, reach) {
  let best = null;
  for (const from of froms) {
    for (const to of tos) {
      const far = Math.abs(to - from);
      if (far <= (best ? best.far : reach)) best = best && far === best.far ? best : { from, to, far };
    }
  }
  return best;
}

function rounded(box) {
  return box.map((number) => Math.round(number * 1e5) / 1e5);
}

function clamp(number, low, high) {
  return Math.min(Math.max(number, low), high);
}
