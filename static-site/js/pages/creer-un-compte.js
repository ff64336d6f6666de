// The form that creates a compte.
import { ErreurApi, get } from '../api.js';
import { Creation } from '../compte/creation.js';
import { failure, loading, mount } from '../page.js';

const draw = mount();

async function open() {
  draw(loading());
  try {
    const { elements } = await get('/questions');
    await new Creation(elements, draw).start();
  } catch (error) {
    if (!(error instanceof ErreurApi)) throw error;
    draw(failure(error, open));
  }
}
await open();
