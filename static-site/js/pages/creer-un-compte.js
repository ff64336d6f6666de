// The form that creates a compte.
import { get } from '../api.js';
import { Creation } from '../compte/creation.js';
import { start } from '../page.js';

await start(async () => {
  const { elements } = await get('/questions');
  await new Creation(elements).start();
});
