import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problem } from '#contract';
import type { z } from 'zod';

/** What a route is and what it answers, for the OpenAPI document; refusals are the same everywhere. */
export const Answers = (status: number, schema: z.ZodType | null, summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: summary, ...(schema && { standardSchema: schema as never }) }),
    ApiResponse({ status: 'default', description: '拒绝 / refused (RFC 9457)', standardSchema: problem as never }),
  );
