import './design/tokens.css';
import './design/frame.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/App';
import { applyReading } from './app/reading';
import { startTexts } from './i18n/texts';

applyReading();
await startTexts();

const place = document.getElementById('app');
if (!place) throw new Error('index.html has no place for the pages');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
