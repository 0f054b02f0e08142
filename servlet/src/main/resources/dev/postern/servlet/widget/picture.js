/**
 * Draws the picture of a question where its text would stand, and says its name to whoever does not see it. Drawn, because a policy of `default-src 'self'` lets no picture
 * in that is an address itself. On a dark page it is turned round: what was paper is as dark as the page.
 */
export async function draw(address, place, name) {
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.role = 'img';
  canvas.ariaLabel = name;
  Object.assign(canvas.style, { display: 'block', inlineSize: '100%', margin: '0 auto', maxInlineSize: `${1.5 * picture.width}px` });
  const pen = canvas.getContext('2d');
  pen.fillStyle = getComputedStyle(place).color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  pen.drawImage(picture, 0, 0);
  if (red + green + blue > 382) {
    pen.globalCompositeOperation = 'difference';
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, picture.width, picture.height);
  }
  place.replaceChildren(canvas);
}
