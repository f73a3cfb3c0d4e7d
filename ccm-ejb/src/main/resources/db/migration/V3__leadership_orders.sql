-- who is to lead a segment, since when somebody does, and where it speaks
ALTER TABLE server ADD leadership_order VARCHAR(16) DEFAULT 'CONFIGURED' NOT NULL;
ALTER TABLE server ADD leadership_order_taken BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE server ADD leadership_order_problem VARCHAR(400);
ALTER TABLE segment ADD led_since_ms BIGINT;
ALTER TABLE segment ADD control_channel VARCHAR(100) DEFAULT '' NOT NULL;
