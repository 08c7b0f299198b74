import { describe, expect, test } from 'vitest';
import { isExempt } from '../../src/config/no-proxy.ts';

describe('NO_PROXY', () => {
  test.each<[list: string, host: string, port: number]>([
    ['hs.example.org', 'hs.example.org', 443],
    ['example.org', 'hs.example.org', 443],
    ['HS.Example.ORG', 'hs.example.org', 443],
    ['example.org.', 'hs.example.org', 443],
    ['.example.org', 'hs.example.org', 443],
    ['*.example.org', 'hs.example.org', 443],
    ['a.org, hs.example.org', 'hs.example.org', 443],
    ['a.org hs.example.org', 'hs.example.org', 443],
    ['a.org,,hs.example.org,', 'hs.example.org', 443],
    ['hs.example.org:443', 'hs.example.org', 443],
    ['.example.org:50443', 'hs.example.org', 50443],
    ['*', 'hs.example.org', 443],
    ['a.org,*', '192.0.2.1', 443],
    ['192.0.2.1', '192.0.2.1', 443],
    ['192.0.2.1:443', '192.0.2.1', 443],
    ['192.0.2.0/24', '192.0.2.77', 443],
    ['0.0.0.0/0', '203.0.113.9', 443],
    ['fd7a:115c:a1e0::1', 'fd7a:115c:a1e0:0:0:0:0:1', 443],
    ['[fd7a:115c:a1e0::1]', 'fd7a:115c:a1e0::1', 443],
    ['[fd7a:115c:a1e0::1]:50443', 'fd7a:115c:a1e0::1', 50443],
    ['fd7a:115c:a1e0::/48', 'fd7a:115c:a1e0:12::9', 443],
    ['intern', 'intern', 443],
  ])('%j exempts %s:%i', (list, host, port) => {
    expect(isExempt({ host, port }, list)).toBe(true);
  });

  test.each<[list: string, host: string, port: number]>([
    ['', 'hs.example.org', 443],
    [' , ', 'hs.example.org', 443],
    ['example.com', 'hs.example.org', 443],
    ['ample.org', 'hs.example.org', 443],
    ['hs.example.org', 'example.org', 443],
    ['.example.org', 'example.org', 443],
    ['*.example.org', 'example.org', 443],
    ['*.example.org', 'badexample.org', 443],
    ['*ample.org', 'example.org', 443],
    ['hs.*.org', 'hs.example.org', 443],
    ['hs.example.org:443', 'hs.example.org', 50443],
    ['.', 'hs.example.org', 443],
    ['192.0.2.1', '192.0.2.10', 443],
    ['2.1', '192.0.2.1', 443],
    ['192.0.2.1:443', '192.0.2.1', 50443],
    ['192.0.2.0/24', '192.0.3.1', 443],
    ['192.0.2.0/33', '192.0.2.1', 443],
    ['192.0.2.0/', '192.0.2.1', 443],
    ['192.0.2.0/24', 'hs.example.org', 443],
    ['192.0.2.0/24', 'fd7a::1', 443],
    ['[fd7a::1]:443', 'fd7a::1', 50443],
    ['fd7a::/16', '192.0.2.1', 443],
  ])('%j does not exempt %s:%i', (list, host, port) => {
    expect(isExempt({ host, port }, list)).toBe(false);
  });
});
