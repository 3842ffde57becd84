import { type AnyRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';

import type { Schemas } from '../api/queries';
import { loadTexts } from '../i18n/texts';

export type Role = Schemas['Role'];

/** A line of the desk's menu; its words are `nav.<key>` of the area's texts. */
export interface NavItem {
  to: string;
  key: string;
  /** Who sees it; everybody where it names nobody. */
  roles?: readonly Role[];
  /** The outline of its sign on a grid of 24 (an SVG path). */
  sign: string;
}

/** Headings of the desk's menu, in their order: 办理, 督查, 文书, 看板与考核, 规则与组织. */
export const GROUPS = ['handling', 'driving', 'writing', 'watching', 'ruling'] as const;

/** A set of pages by one author: its texts are `i18n/<language>/<name>.json`, its routes hang below the shells. */
export interface Area {
  name: string;
  /** Under which heading its lines stand. */
  group?: (typeof GROUPS)[number];
  nav?: readonly NavItem[];
  /** Places of the phone's bottom bar. */
  phoneNav?: readonly NavItem[];
  /** Pages within the desk, on the phone, and with no frame at all. */
  desk?: readonly AnyRoute[];
  phone?: readonly AnyRoute[];
  bare?: readonly AnyRoute[];
}

/** A page that is fetched, with its area's texts, when it is first opened. */
export function pageOf<Name extends string>(
  area: string,
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): ReturnType<typeof lazyRouteComponent> {
  const both = async () => {
    const [pages] = await Promise.all([load(), loadTexts(area)]);
    return pages;
  };
  return lazyRouteComponent(both as () => Promise<Record<string, ComponentType>>, name);
}
